package cluster

// Reparse parses a record, and writes it again; false if it is none.
func Reparse(text string) (string, bool) {
	r, err := parseRecord("key", text)
	return r.text(), err == nil
}
