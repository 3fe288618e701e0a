package setup

import (
	"encoding"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
)

// idCodec writes and reads ids, of whatever type of ours, as the 16 bytes they are: the one it stands before goes by way of text.
type idCodec struct{ pgtype.UUIDCodec }

// takeIDs has the connection use it, in lists too.
func takeIDs(conn *pgx.Conn) {
	id := &pgtype.Type{Name: "uuid", OID: pgtype.UUIDOID, Codec: idCodec{}}
	conn.TypeMap().RegisterType(id)
	conn.TypeMap().RegisterType(&pgtype.Type{Name: "_uuid", OID: pgtype.UUIDArrayOID, Codec: &pgtype.ArrayCodec{ElementType: id}})
}

func (c idCodec) PlanEncode(m *pgtype.Map, oid uint32, format int16, value any) pgtype.EncodePlan {
	if _, ok := value.(encoding.BinaryMarshaler); ok && format == pgtype.BinaryFormatCode {
		return encodeID{}
	}
	return c.UUIDCodec.PlanEncode(m, oid, format, value)
}

func (c idCodec) PlanScan(m *pgtype.Map, oid uint32, format int16, target any) pgtype.ScanPlan {
	if _, ok := target.(encoding.BinaryUnmarshaler); ok && format == pgtype.BinaryFormatCode {
		return scanID{}
	}
	return c.UUIDCodec.PlanScan(m, oid, format, target)
}

type encodeID struct{}

func (encodeID) Encode(value any, buf []byte) ([]byte, error) {
	id, err := value.(encoding.BinaryMarshaler).MarshalBinary()
	return append(buf, id...), err
}

type scanID struct{}

// Scan reads nothing as the id of nothing: somebody who has begun without a place is in no line.
func (scanID) Scan(src []byte, target any) error {
	if src == nil {
		src = uuid.Nil[:]
	}
	return target.(encoding.BinaryUnmarshaler).UnmarshalBinary(src)
}
