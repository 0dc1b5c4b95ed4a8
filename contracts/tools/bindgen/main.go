// Command bindgen writes the Go bindings of compiled contracts to standard output.
//
//	bindgen PACKAGE OUT-DIR CONTRACT...
//
// It is abigen's version 2 generator, from the very go-ethereum release that the module depends on, without abigen's command
// line, which would pull the whole node in. Each contract is read from where forge leaves it: OUT-DIR/NAME.sol/NAME.abi.json
// and NAME.bin.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/abi/abigen"
)

func main() {
	if len(os.Args) < 4 {
		fmt.Fprintln(os.Stderr, "usage: bindgen PACKAGE OUT-DIR CONTRACT...")
		os.Exit(2) //nolint:forbidigo // this is main
	}
	code, err := generate(os.Args[1], os.Args[2], os.Args[3:])
	if err == nil {
		_, err = os.Stdout.WriteString(code)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "bindgen: %v\n", err)
		os.Exit(1) //nolint:forbidigo // this is main
	}
}

// withoutDomain drops eip712Domain, which several contracts have: the generator names the type of its results after the
// function alone, and would declare it twice.
func withoutDomain(abi []byte) (string, error) {
	var entries []json.RawMessage
	if err := json.Unmarshal(abi, &entries); err != nil {
		return "", err
	}
	kept := entries[:0]
	for _, entry := range entries {
		var named struct{ Name string }
		if err := json.Unmarshal(entry, &named); err != nil {
			return "", err
		}
		if named.Name != "eip712Domain" {
			kept = append(kept, entry)
		}
	}
	bindable, err := json.Marshal(kept)
	return string(bindable), err
}

func generate(pkg, outDir string, contracts []string) (string, error) {
	var abis, bytecodes []string
	for _, name := range contracts {
		base := filepath.Join(outDir, name+".sol", name)
		abi, err := os.ReadFile(base + ".abi.json")
		if err != nil {
			return "", fmt.Errorf("read interface: %w", err)
		}
		bytecode, err := os.ReadFile(base + ".bin")
		if err != nil {
			return "", fmt.Errorf("read bytecode: %w", err)
		}
		bindable, err := withoutDomain(abi)
		if err != nil {
			return "", fmt.Errorf("read interface of %s: %w", name, err)
		}
		abis = append(abis, bindable)
		bytecodes = append(bytecodes, strings.TrimSpace(string(bytecode)))
	}
	code, err := abigen.BindV2(contracts, abis, bytecodes, pkg, map[string]string{}, map[string]string{})
	if err != nil {
		return "", fmt.Errorf("bind %s: %w", strings.Join(contracts, ", "), err)
	}
	return code, nil
}
