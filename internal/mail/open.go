package mail

import (
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/url"
	"strconv"

	gomail "github.com/wneessen/go-mail"
)

// Open returns a sender for a server written as smtp://user:password@host:587, with letters from the given address.
//
// smtp:// begins in clear and must turn to TLS before anything is said; smtps:// is TLS from the first byte.
// Only on loopback may letters go in clear, which is what smtp://127.0.0.1:1025?tls=none asks for.
func Open(server, from string) (*Sender, error) {
	u, err := url.Parse(server)
	if err != nil {
		return nil, errors.New("mail: the address of the server cannot be read") // the error would repeat its password
	}
	sender, err := netmail.ParseAddress(from)
	if err != nil {
		return nil, fmt.Errorf("mail: the sender %q: %w", from, err)
	}
	options, err := secrecy(u)
	if err != nil {
		return nil, err
	}
	if u.Port() != "" {
		port, err := strconv.Atoi(u.Port())
		if err != nil {
			return nil, fmt.Errorf("mail: port %q: %w", u.Port(), err)
		}
		options = append(options, gomail.WithPort(port))
	}
	if u.User.Username() != "" {
		password, _ := u.User.Password()
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover),
			gomail.WithUsername(u.User.Username()), gomail.WithPassword(password))
	}
	client, err := gomail.NewClient(u.Hostname(), append(options, gomail.WithTimeout(patience))...)
	if err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	return &Sender{sender, client}, nil
}

// secrecy returns what the address says about TLS. The port comes along, for an address that names none.
func secrecy(u *url.URL) ([]gomail.Option, error) {
	switch way := u.Query().Get("tls"); {
	case u.Scheme == "smtps" && way == "":
		return []gomail.Option{gomail.WithSSLPort(false)}, nil
	case u.Scheme == "smtp" && (way == "" || way == "starttls"):
		return []gomail.Option{gomail.WithTLSPortPolicy(gomail.TLSMandatory)}, nil
	case u.Scheme == "smtp" && way == "none" && loopback(u.Hostname()):
		return []gomail.Option{gomail.WithTLSPortPolicy(gomail.NoTLS)}, nil
	case u.Scheme == "smtp" && way == "none":
		return nil, errors.New("mail: only a server on loopback may be spoken to without TLS")
	}
	return nil, errors.New("mail: the server is written as smtp://host:587 or smtps://host:465, with tls=starttls or tls=none")
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
