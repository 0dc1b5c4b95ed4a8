package rtmp

import (
	"bytes"
	"encoding/json"

	"github.com/millrace/millrace/broadcaster/ingest"
)

// data takes the values of a data message: ["@setDataFrame",] its name, and what it says.
func (t *tracks) data(timestamp uint32, values []any) {
	if name, _ := at[string](values, 0); name == "@setDataFrame" {
		values = values[1:]
	}
	switch name, _ := at[string](values, 0); name {
	case "onMetaData":
		t.metadata(values)
	case "onTextData", "onCuePoint":
		t.say(timestamp, name, values[1:])
	}
}

// say hands on a message that players are to be told, as JSON: of its value, or of all if there are several.
func (t *tracks) say(timestamp uint32, name string, values []any) {
	sink, ok := t.sink.(ingest.DataSink)
	if !ok {
		return
	}
	var said any = values
	if len(values) == 1 {
		said = values[0]
	}
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	if err := e.Encode(said); err != nil {
		_ = t.refuseOrDrop(err) // a number that is none: it is dropped
		return
	}
	place, ok := t.timeline.Place(timestamp)
	if !ok {
		place = ingest.Now
	}
	sink.Data(place, name, bytes.TrimRight(text.Bytes(), "\n"))
}
