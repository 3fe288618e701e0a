package pg

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// Folder returns where Plass keeps its data: PLASS_DATA, else the usual place for the user.
func Folder(getenv func(string) string) (string, error) {
	if dir := getenv("PLASS_DATA"); dir != "" {
		return filepath.Abs(dir)
	}
	if os.Geteuid() == 0 { // not under /root, which PostgreSQL's own user may not enter
		return "/var/lib/plass", nil
	}
	home := getenv("HOME")
	if home == "" {
		return "", errors.New("neither PLASS_DATA nor HOME is set, so there is no place for data")
	}
	return filepath.Join(home, ".local", "share", "plass"), nil
}

// servant returns whom the server runs as: PostgreSQL refuses to be root.
func servant() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			return nil, err
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			return nil, err
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, errors.New("postgres: running as root, and there is no user postgres or nobody to run it as")
}

// makeFolders makes dir and the socket's folder in it, which only the server's user may enter.
func (s *Server) makeFolders(dir string) error {
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return err
	}
	if err := s.mayEnter(filepath.Dir(dir)); err != nil {
		return err
	}
	for _, d := range []string{dir, s.socket} {
		if err := os.MkdirAll(d, 0o700); err != nil {
			return err
		}
		if s.as != nil {
			if err := os.Chown(d, int(s.as.Uid), int(s.as.Gid)); err != nil {
				return err
			}
		}
	}
	return nil
}

// mayEnter refuses a folder that the server's user cannot come to.
func (s *Server) mayEnter(dir string) error {
	if s.as == nil {
		return nil
	}
	for d := dir; d != "/"; d = filepath.Dir(d) {
		info, err := os.Stat(d)
		if err != nil {
			return err
		}
		owner, ok := info.Sys().(*syscall.Stat_t)
		if ok && owner.Uid == s.as.Uid {
			continue
		}
		if info.Mode().Perm()&0o001 == 0 {
			return fmt.Errorf("postgres: run by root, it works as user %d, who may not enter %s; set PLASS_DATA to a folder elsewhere", s.as.Uid, d)
		}
	}
	return nil
}
