package rtmp

import (
	"bytes"
	"fmt"

	"github.com/yutopp/go-rtmp/message"
)

// statusBody is an onStatus command of level error.
func statusBody(code message.NetStreamOnStatusCode, description string) (*message.CommandMessage, error) {
	var b bytes.Buffer
	enc := message.NewAMFEncoder(&b, message.EncodingTypeAMF0)
	if err := message.EncodeBodyAnyValues(enc, &message.NetStreamOnStatus{InfoObject: message.NetStreamOnStatusInfoObject{
		Level:       message.NetStreamOnStatusLevelError,
		Code:        code,
		Description: description,
	}}); err != nil {
		return nil, fmt.Errorf("encode status: %w", err)
	}
	return &message.CommandMessage{CommandName: "onStatus", Encoding: message.EncodingTypeAMF0, Body: &b}, nil
}
