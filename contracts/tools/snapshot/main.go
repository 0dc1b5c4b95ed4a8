// Command snapshot writes what users and storage can see of compiled contracts, so that a change of either shows in review.
//
//	snapshot OUT-DIR CONTRACT...
//
// Each contract is read from where forge leaves it, OUT-DIR/NAME.sol/NAME.json.
package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: snapshot OUT-DIR CONTRACT...")
		os.Exit(2) //nolint:forbidigo // this is main
	}
	var text strings.Builder
	for _, name := range os.Args[2:] {
		if err := describe(&text, os.Args[1], name); err != nil {
			fmt.Fprintf(os.Stderr, "snapshot: %s: %v\n", name, err)
			os.Exit(1) //nolint:forbidigo // this is main
		}
	}
	fmt.Fprint(os.Stdout, text.String())
}

// artifact is what is read of forge's output.
type artifact struct {
	ABI           []entry `json:"abi"`
	StorageLayout struct {
		Storage []variable          `json:"storage"`
		Types   map[string]typeInfo `json:"types"`
	} `json:"storageLayout"`
}

type entry struct {
	Type            string      `json:"type"`
	Name            string      `json:"name"`
	StateMutability string      `json:"stateMutability"`
	Inputs          []parameter `json:"inputs"`
	Outputs         []parameter `json:"outputs"`
}

type parameter struct {
	Name       string      `json:"name"`
	Type       string      `json:"type"`
	Indexed    bool        `json:"indexed"`
	Components []parameter `json:"components"`
}

type variable struct {
	Label  string `json:"label"`
	Offset int    `json:"offset"`
	Slot   string `json:"slot"`
	Type   string `json:"type"`
}

type typeInfo struct {
	Label   string     `json:"label"`
	Members []variable `json:"members"`
	Value   string     `json:"value"`
	Base    string     `json:"base"`
}

func describe(text *strings.Builder, outDir, name string) error {
	data, err := os.ReadFile(filepath.Join(outDir, name+".sol", name+".json"))
	if err != nil {
		return err
	}
	var a artifact
	if err := json.Unmarshal(data, &a); err != nil {
		return err
	}
	fmt.Fprintf(text, "# %s\n\n", name)
	var lines []string
	for _, e := range a.ABI {
		lines = append(lines, e.String())
	}
	slices.Sort(lines)
	for _, l := range lines {
		fmt.Fprintln(text, l)
	}
	text.WriteString("\n")
	a.storage(text, a.StorageLayout.Storage, "")
	text.WriteString("\n")
	return nil
}

func (e entry) String() string {
	line := e.Type + " " + e.Name + "(" + list(e.Inputs) + ")"
	if e.StateMutability != "" && e.StateMutability != "nonpayable" {
		line += " " + e.StateMutability
	}
	if len(e.Outputs) > 0 {
		line += " returns (" + list(e.Outputs) + ")"
	}
	return line
}

func list(parameters []parameter) string {
	var parts []string
	for _, p := range parameters {
		typ := p.Type
		if strings.HasPrefix(typ, "tuple") {
			typ = "(" + list(p.Components) + ")" + strings.TrimPrefix(typ, "tuple")
		}
		if p.Indexed {
			typ += " indexed"
		}
		if p.Name != "" {
			typ += " " + p.Name
		}
		parts = append(parts, typ)
	}
	return strings.Join(parts, ", ")
}

// storage lists variables, and the members of the structs that they hold, below them.
func (a artifact) storage(text *strings.Builder, variables []variable, indent string) {
	for _, v := range variables {
		info := a.StorageLayout.Types[v.Type]
		fmt.Fprintf(text, "%sslot %s + %d: %s %s\n", indent, v.Slot, v.Offset, info.Label, v.Label)
		a.storage(text, a.members(v.Type), indent+"  ")
	}
}

// members are those of the struct that a type is or, as an array or mapping, holds.
func (a artifact) members(typ string) []variable {
	info := a.StorageLayout.Types[typ]
	if inner := cmp.Or(info.Value, info.Base); inner != "" {
		return a.members(inner)
	}
	return info.Members
}
