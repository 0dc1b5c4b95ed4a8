package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"
	"gopkg.in/yaml.v3"
)

// maxConfigFile bounds a configuration file in bytes.
const maxConfigFile = 1 << 20

// configFile is the YAML file of --config. Its keys are flags' names; under a command's name stand keys for that
// command only, which win over the same keys outside. What the environment or the command line says wins over both.
type configFile struct {
	path string
	root *yaml.Node // a mapping; nil: the file says nothing
}

var _ kong.Resolver = (*configFile)(nil)

// BeforeResolve reads the file that --config, or its environment variable, names.
func (c *cli) BeforeResolve(kctx *kong.Context) error {
	for _, f := range kctx.Model.Flags {
		if f.Name != "config" {
			continue
		}
		path, _ := kctx.FlagValue(f).(string)
		if path == "" {
			return nil
		}
		file, err := openConfig(path)
		if err != nil {
			return fmt.Errorf("--config: %w", err)
		}
		if err := file.Validate(kctx.Model); err != nil {
			return fmt.Errorf("--config: %w", err)
		}
		kctx.AddResolver(file)
	}
	return nil
}

func openConfig(path string) (*configFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxConfigFile+1))
	switch {
	case err != nil:
		return nil, err
	case len(data) > maxConfigFile:
		return nil, fmt.Errorf("%s is larger than %d bytes", path, maxConfigFile)
	}
	return parseConfig(path, data)
}

func parseConfig(path string, data []byte) (*configFile, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	file := &configFile{path: path}
	if len(doc.Content) == 0 || doc.Content[0].Tag == "!!null" {
		return file, nil
	}
	file.root = doc.Content[0]
	if file.root.Kind != yaml.MappingNode {
		return nil, file.errorf(file.root, "want lines of FLAG: VALUE, without the flags' dashes")
	}
	return file, nil
}

func (f *configFile) errorf(at *yaml.Node, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", f.path, at.Line, fmt.Sprintf(format, args...))
}

// Validate implements kong.Resolver: every key must be known somewhere.
func (f *configFile) Validate(app *kong.Application) error {
	if f.root == nil {
		return nil
	}
	return f.validate(f.root, app.Node)
}

func (f *configFile) validate(mapping *yaml.Node, node *kong.Node) error {
	seen := map[string]bool{}
	for key, value := range pairs(mapping) {
		name := key.Value
		if seen[name] {
			return f.errorf(key, "%s stands there twice", name)
		}
		seen[name] = true
		child := subcommand(node, name)
		switch {
		case value.Kind == yaml.MappingNode && child != nil:
			if err := f.validate(value, child); err != nil {
				return err
			}
		case !hasFlag(node, name):
			return f.errorf(key, "there is no flag --%s%s", name, of(node))
		default:
			if _, err := plain(value); err != nil {
				return f.errorf(value, "%s: %v", name, err)
			}
		}
	}
	return nil
}

// of names the command that a message is about.
func of(node *kong.Node) string {
	if node.Parent == nil {
		return ""
	}
	return " of millrace " + node.Path()
}

// subcommand is the command of that name below a node; nil if there is none.
func subcommand(node *kong.Node, name string) *kong.Node {
	for _, child := range node.Children {
		if child.Type == kong.CommandNode && child.Name == name {
			return child
		}
	}
	return nil
}

// hasFlag says whether a node or one below it has the flag.
func hasFlag(node *kong.Node, name string) bool {
	for _, flag := range node.Flags {
		if flag.Name == name && !flag.Hidden && name != "help" && name != "config" {
			return true
		}
	}
	for _, child := range node.Children {
		if hasFlag(child, name) {
			return true
		}
	}
	return false
}

// Resolve implements kong.Resolver.
func (f *configFile) Resolve(_ *kong.Context, parent *kong.Path, flag *kong.Flag) (any, error) {
	for _, name := range flag.Envs {
		if _, ok := os.LookupEnv(name); ok {
			return nil, nil //nolint:nilnil // kong's way to say: no value from here
		}
	}
	var commands []string
	for n := parent.Node(); n != nil && n.Type == kong.CommandNode; n = n.Parent {
		commands = append([]string{n.Name}, commands...)
	}
	value := lookup(f.root, commands, flag.Name)
	if value == nil {
		return nil, nil //nolint:nilnil // as above
	}
	return plain(value)
}

// lookup finds the innermost mention of a flag.
func lookup(mapping *yaml.Node, commands []string, flag string) *yaml.Node {
	if mapping == nil || mapping.Kind != yaml.MappingNode {
		return nil
	}
	var outer *yaml.Node
	for key, value := range pairs(mapping) {
		switch {
		case len(commands) > 0 && key.Value == commands[0] && value.Kind == yaml.MappingNode:
			if inner := lookup(value, commands[1:], flag); inner != nil {
				return inner
			}
		case key.Value == flag && value.Kind != yaml.MappingNode:
			outer = value
		}
	}
	return outer
}

// pairs yields the keys and values of a mapping.
func pairs(mapping *yaml.Node) func(yield func(key, value *yaml.Node) bool) {
	return func(yield func(key, value *yaml.Node) bool) {
		for i := 0; i+1 < len(mapping.Content); i += 2 {
			if !yield(mapping.Content[i], mapping.Content[i+1]) {
				return
			}
		}
	}
}

var errPlain = errors.New("want a plain value, or a list of them")

// plain is a value as it would stand on the command line: the text itself, so that an address stays one, and a list
// with commas between its entries.
func plain(value *yaml.Node) (string, error) {
	switch value.Kind {
	case yaml.ScalarNode:
		if value.Tag == "!!null" {
			return "", fmt.Errorf("%w: it is empty", errPlain)
		}
		return value.Value, nil
	case yaml.SequenceNode:
		var items []string
		for _, item := range value.Content {
			if item.Kind != yaml.ScalarNode {
				return "", errPlain
			}
			items = append(items, strings.ReplaceAll(item.Value, ",", `\,`))
		}
		return strings.Join(items, ","), nil
	default:
		return "", errPlain
	}
}
