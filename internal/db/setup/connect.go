package setup

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"plass/internal/auth"
	"plass/internal/db"
	"plass/internal/secret"
)

// perSide is how many connections each side has at most.
const perSide = 8

// Connect opens a small pool of connections for each side, as the side's own role.
// Connections are made when they are needed; [Database.Check] tells whether they can be.
func (d Database) Connect(ctx context.Context) (*db.Pool, error) {
	sides := map[auth.Side]*pgxpool.Pool{}
	for side, role := range roleOf {
		pool, err := d.pool(ctx, role, nil)
		if err != nil {
			return nil, err
		}
		sides[side] = pool
	}
	atTheDoor, err := d.pool(ctx, door, nil)
	if err != nil {
		return nil, err
	}
	return db.New(sides, atTheDoor), nil
}

// ConnectJobs opens the connections of the queue, which see the queue and nothing else.
func (d Database) ConnectJobs(ctx context.Context) (*pgxpool.Pool, error) {
	return d.pool(ctx, worker, map[string]string{"role": jobs})
}

func (d Database) pool(ctx context.Context, role string, params map[string]string) (*pgxpool.Pool, error) {
	poolConfig, err := pgxpool.ParseConfig(d.URL)
	if err != nil {
		return nil, err
	}
	if poolConfig.ConnConfig, err = d.config(role); err != nil {
		return nil, err
	}
	for name, value := range params {
		poolConfig.ConnConfig.RuntimeParams[name] = value
	}
	poolConfig.MaxConns = perSide
	poolConfig.AfterConnect = func(_ context.Context, conn *pgx.Conn) error {
		takeIDs(conn)
		return mustBe(conn, role)
	}
	return pgxpool.NewWithConfig(ctx, poolConfig)
}

// config connects to the place of d.URL as a runtime role.
func (d Database) config(role string) (*pgx.ConnConfig, error) {
	cfg, err := pgx.ParseConfig(d.URL)
	if err != nil {
		return nil, err
	}
	cfg.User, cfg.Password = role, ""
	if d.Secrets != "" {
		cfg.Password, err = secret.Read(d.Secrets, role)
		if err != nil {
			return nil, fmt.Errorf("the password of %s, which plass migrate makes: %w", role, err)
		}
	}
	for name, value := range map[string]string{
		"application_name":                    "plass",
		"timezone":                            "UTC",
		"search_path":                         "public",
		"statement_timeout":                   "15s",
		"lock_timeout":                        "10s",
		"idle_in_transaction_session_timeout": "60s",
		"random_page_cost":                    "1.1",                // what a page needs is in memory: an index is nearly always right
		"jit":                                 "off",                // no query is long enough to earn it
		"plan_cache_mode":                     "force_generic_plan", // a plan holds whoever asks
	} {
		cfg.RuntimeParams[name] = value
	}
	return cfg, nil
}

// mustBe refuses a connection that the walls would not bind. The server tells who it takes us for
// when the connection is made, so it costs no round trip.
func mustBe(conn *pgx.Conn, role string) error {
	if got := conn.PgConn().ParameterStatus("session_authorization"); got != role {
		return fmt.Errorf("connected as %s, want %s", got, role)
	}
	if conn.PgConn().ParameterStatus("is_superuser") != "off" {
		return fmt.Errorf("%s is a superuser, whom row-level security does not bind", role)
	}
	return nil
}
