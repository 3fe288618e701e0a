package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A figure is what one address costs.
type figure struct {
	perSecond float64
	median    time.Duration
	cpu       time.Duration // of the program and the database, a request
	database  time.Duration // of which the database's
}

var (
	middle = regexp.MustCompile(`50%\s+([0-9.]+)(us|ms|s)`)
	wrong  = regexp.MustCompile(`Non-2xx or 3xx responses: [0-9]+|Socket errors: .*`)
)

// A target is an address, and the processes that answer there.
type target struct {
	address string
	cookie  string
	script  string // of wrk, for what is not a GET
	program int
	master  int
	served  func() (int, error) // how many requests the program has answered so far
}

// warmUp is how long the target is driven before it is measured. When wrk stopped the last time it left in the middle of
// requests, and the program gave up the connections to the database that they were using.
const warmUp = time.Second

// drive has so many clients ask for the target for a while.
func (t target) drive(ctx context.Context, clients int) (f figure, err error) {
	args := []string{"-t" + strconv.Itoa(min(clients, 2)), "-c" + strconv.Itoa(clients), "-d" + strconv.Itoa(int((2*warmUp + stint).Seconds())) + "s", "--latency", "--timeout", "60s",
		"-H", "Cookie: " + t.cookie, "-H", "Accept-Language: nb"}
	if t.script != "" {
		args = append(args, "-s", t.script)
	}
	var out bytes.Buffer
	wrk := exec.CommandContext(ctx, "wrk", append(args, t.address)...)
	wrk.Stdout, wrk.Stderr = &out, &out
	if err := wrk.Start(); err != nil {
		return f, err
	}
	f, err = t.measure()
	if err := errors.Join(err, wrk.Wait(), ctx.Err()); err != nil {
		return f, fmt.Errorf("%s: %w: %s", t.address, err, &out)
	}
	m := middle.FindSubmatch(out.Bytes())
	if m == nil || wrong.Match(out.Bytes()) {
		return f, fmt.Errorf("%s: %s", t.address, &out)
	}
	f.median, err = time.ParseDuration(string(m[1]) + string(m[2]))
	return f, err
}

// measure measures what the target does while it is driven.
func (t target) measure() (f figure, err error) {
	time.Sleep(warmUp)
	before, err := t.served()
	if err != nil {
		return f, err
	}
	began, program, database := time.Now(), cpu(t.program, 0), cpu(0, t.master)
	time.Sleep(stint)
	after, err := t.served()
	if err == nil && after <= before {
		err = errors.New("no request was answered")
	}
	if err != nil {
		return f, err
	}
	f.perSecond = float64(after-before) / time.Since(began).Seconds()
	f.database = (cpu(0, t.master) - database) / time.Duration(after-before)
	f.cpu = f.database + (cpu(t.program, 0)-program)/time.Duration(after-before)
	return f, nil
}

// tick is how finely the kernel counts processor time.
const tick = 10 * time.Millisecond

// cpu returns the processor time that the program, and the processes of the server with that master, have used,
// those among them that have ended. Nobody's id is 0.
func cpu(program, master int) (all time.Duration) {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range stats {
		data, err := os.ReadFile(path)
		if err != nil { // it has ended
			continue
		}
		_, rest, _ := strings.Cut(string(data), ") ") // the name before it may hold anything
		fields := strings.Fields(rest)
		if len(fields) < 15 {
			continue
		}
		switch pid := filepath.Base(filepath.Dir(path)); {
		case pid == strconv.Itoa(program), master != 0 && fields[1] == strconv.Itoa(master):
			fields = fields[11:13]
		case pid == strconv.Itoa(master):
			fields = fields[11:15] // with what its children had used when they ended
		default:
			continue
		}
		for _, f := range fields {
			ticks, _ := strconv.Atoi(f)
			all += time.Duration(ticks) * tick
		}
	}
	return all
}

// most returns how much memory the process has held at most, in MB.
func most(pid int) (int, error) {
	data, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/status")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(data)) {
		var kB int
		if _, err := fmt.Sscanf(line, "VmHWM: %d kB", &kB); err == nil {
			return (kB + 1023) / 1024, nil
		}
	}
	return 0, fmt.Errorf("process %d does not say how much memory it has held", pid)
}
