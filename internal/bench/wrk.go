package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A figure is what one address costs.
type figure struct {
	perSecond float64
	median    time.Duration
	cpu       time.Duration // of the program and the database, a request
	failures  string
}

var (
	rate   = regexp.MustCompile(`Requests/sec:\s+([0-9.]+)`)
	middle = regexp.MustCompile(`50%\s+([0-9.]+)(us|ms|s)`)
	total  = regexp.MustCompile(`([0-9]+) requests in`)
	wrong  = regexp.MustCompile(`Non-2xx or 3xx responses: [0-9]+`)
)

// drive sends requests to the address for some seconds.
func drive(address, cookie string, clients int, seconds int, postmaster int) (f figure, err error) {
	before := cpu(postmaster)
	out, err := exec.Command("wrk", "-t2", "-c"+strconv.Itoa(max(clients, 2)), "-d"+strconv.Itoa(seconds)+"s", "--latency", "-H", "Cookie: "+cookie, "-H", "Accept-Language: nb", address).CombinedOutput()
	if err != nil {
		return f, fmt.Errorf("wrk: %w: %s", err, out)
	}
	spent := cpu(postmaster) - before
	text := string(out)
	f.failures = wrong.FindString(text)
	if m := rate.FindStringSubmatch(text); m != nil {
		f.perSecond, _ = strconv.ParseFloat(m[1], 64)
	}
	if m := middle.FindStringSubmatch(text); m != nil {
		f.median, _ = time.ParseDuration(m[1] + m[2])
	}
	if m := total.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1])
		f.cpu = spent / time.Duration(max(n, 1))
	}
	return f, nil
}

// cpu returns the processor time that this program and the database have used.
func cpu(postmaster int) time.Duration {
	var own syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &own)
	all := time.Duration(own.Utime.Nano() + own.Stime.Nano())
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, path := range stats {
		data, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		_, rest, _ := strings.Cut(string(data), ") ")
		fields := strings.Fields(rest)
		if len(fields) < 13 || fields[1] != strconv.Itoa(postmaster) {
			continue
		}
		user, _ := strconv.Atoi(fields[11])
		system, _ := strconv.Atoi(fields[12])
		all += time.Duration(user+system) * 10 * time.Millisecond
	}
	return all
}
