// Comfort only: every page works, and says the same, without this file.

// The page tells what is wrong with the form; a reader who hears the page starts there.
document.querySelector(".aksel-error-summary")?.focus();

// Folded parts are part of the paper.
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("main details:not([open])")) {
    folded.open = true;
    folded.dataset.folded = "";
  }
});
addEventListener("afterprint", () => {
  for (const folded of document.querySelectorAll("details[data-folded]")) {
    folded.open = false;
    delete folded.dataset.folded;
  }
});

// <print-button> shows its button where there is a script to print with.
customElements.define("print-button", class extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
});

// <draft-keeper to="…"> inside a form keeps what is typed, some seconds after the last key,
// and says so in its own words. Nothing is kept in the browser: the machine may be shared.
customElements.define("draft-keeper", class extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.form?.addEventListener("input", () => this.wait());
    this.form?.addEventListener("submit", () => this.rest());
    addEventListener("pagehide", () => this.dirty && this.leave());
  }

  wait() {
    this.dirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), 2500);
  }

  // What is sent for good is no draft any more.
  rest() {
    this.dirty = false;
    clearTimeout(this.timer);
  }

  body() {
    return new URLSearchParams([...new FormData(this.form)].filter(([, value]) => typeof value === "string"));
  }

  async keep() {
    this.dirty = false;
    this.say("saving");
    try {
      const answer = await fetch(this.getAttribute("to"), { method: "POST", body: this.body(), redirect: "manual" });
      this.say(answer.ok || answer.type === "opaqueredirect" ? "saved" : "failed");
    } catch {
      this.dirty = true;
      this.say("failed");
    }
  }

  leave() {
    navigator.sendBeacon(this.getAttribute("to"), this.body());
  }

  say(what) {
    this.querySelector("[role=status]").textContent = this.getAttribute(what);
  }
});

// <letter-count of="id" most="n"> tells how many letters there is room for.
customElements.define("letter-count", class extends HTMLElement {
  connectedCallback() {
    this.area = document.getElementById(this.getAttribute("of"));
    this.area?.addEventListener("input", () => this.count());
    this.count();
  }

  count() {
    const left = this.getAttribute("most") - [...(this.area?.value ?? "")].length;
    this.textContent = this.getAttribute(left < 0 ? "over" : "left").replace("{n}", Math.abs(left));
    this.toggleAttribute("data-over", left < 0);
  }
});

// <menu-fold> closes the <details> inside it by Escape, or by a tap elsewhere.
customElements.define("menu-fold", class extends HTMLElement {
  connectedCallback() {
    const folded = this.querySelector("details");
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !folded.open) return;
      folded.open = false;
      folded.querySelector("summary").focus();
    });
    document.addEventListener("click", (event) => {
      if (!this.contains(event.target)) folded.open = false;
    });
  }
});

// <session-end after="seconds" to="…"> asks two minutes before the session ends whether the reader is still there.
// Every page that is opened, in whatever tab, begins the wait anew.
customElements.define("session-end", class extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.dialog.addEventListener("close", () => this.stay());
    this.tabs = new BroadcastChannel("session");
    this.tabs.addEventListener("message", () => this.wait());
    this.tabs.postMessage("here");
    this.wait();
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.dialog.open || this.dialog.showModal(), this.getAttribute("after") * 1000);
  }

  // Whoever is logged out already is led to the login, where what was typed waits.
  async stay() {
    const answer = await fetch(this.getAttribute("to"));
    if (answer.redirected || !answer.ok) location.reload();
    this.tabs.postMessage("here");
    this.wait();
  }
});
