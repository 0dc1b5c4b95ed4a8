package rtmp

import (
	"errors"
	"io"
	"log/slog"
	"strings"

	"github.com/sirupsen/logrus"
)

// quietLogger is the logger that go-rtmp gets: its lines go to log at debug level, as they are about the protocol's
// every step, and its errors to suspect.
func quietLogger(log *slog.Logger, suspect func(error)) *logrus.Logger {
	l := logrus.New()
	l.SetOutput(io.Discard)
	l.SetFormatter(noFormat{})
	l.SetLevel(logrus.InfoLevel)
	l.AddHook(bridge{log: log, suspect: suspect})
	return l
}

// bridge translates logrus entries.
type bridge struct {
	log     *slog.Logger
	suspect func(error)
}

func (b bridge) Levels() []logrus.Level { return logrus.AllLevels }

func (b bridge) Fire(e *logrus.Entry) error {
	text, _, _ := strings.Cut(e.Message, "\n") // go-rtmp prints stack traces behind its errors
	b.log.Debug("go-rtmp: " + text)
	if e.Level <= logrus.ErrorLevel {
		b.suspect(errors.New("go-rtmp: " + text))
	}
	return nil
}

// noFormat saves the formatting of lines that are thrown away.
type noFormat struct{}

func (noFormat) Format(*logrus.Entry) ([]byte, error) { return nil, nil }
