package identity

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/ethereum/go-ethereum/accounts/keystore"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"
)

// maxFileSize bounds every file that this package reads.
const maxFileSize = 64 << 10

// Errors about key files.
var (
	// ErrWrongPassword: the password does not open the key file.
	ErrWrongPassword = errors.New("wrong password")
	// ErrEmptyPassword: the first line of the password file is empty.
	ErrEmptyPassword = errors.New("password file is empty")
	// ErrKeyFile: the file is not a JSON keystore of version 3.
	ErrKeyFile = errors.New("not a keystore file")
)

// KeyOption changes how CreateKey and ImportKey write a key.
type KeyOption func(*keyOptions)

type keyOptions struct{ scryptN, scryptP int }

// LightScrypt makes the key file quick to open, and to attack: 4 MiB and some 100 ms instead of 256 MiB and a second.
// It is for development networks and tests.
func LightScrypt() KeyOption {
	return func(o *keyOptions) { o.scryptN, o.scryptP = keystore.LightScryptN, keystore.LightScryptP }
}

// LoadKey opens a key file in the JSON keystore format, version 3, which geth and most wallets write. The password is
// the first line of passwordFile.
func LoadKey(keyFile, passwordFile string) (*ecdsa.PrivateKey, error) {
	key, err := OpenKey(keyFile, PasswordFile(passwordFile))
	if errors.Is(err, ErrWrongPassword) {
		err = fmt.Errorf("%w (from %s)", err, passwordFile)
	}
	return key, err
}

// PasswordSource finds the password of an account's key file.
type PasswordSource func(account common.Address) (string, error)

// PasswordFile is the password in the first line of a file.
func PasswordFile(file string) PasswordSource {
	return func(common.Address) (string, error) { return readPassword(file) }
}

// OpenKey is LoadKey with the password from anywhere, such as a prompt. It is asked for only if the key file is one.
func OpenKey(keyFile string, source PasswordSource) (*ecdsa.PrivateKey, error) {
	data, err := readFile(keyFile)
	if err != nil {
		return nil, fmt.Errorf("read key file: %w", err)
	}
	account, err := parseAddress(data)
	if err != nil {
		return nil, fmt.Errorf("key file %s: %w", keyFile, err)
	}
	password, err := source(account)
	if err != nil {
		return nil, err
	}
	key, err := decryptKey(data, password)
	if err != nil {
		return nil, fmt.Errorf("key file %s: %w", keyFile, err)
	}
	return key, nil
}

func decryptKey(data []byte, password string) (*ecdsa.PrivateKey, error) {
	key, err := keystore.DecryptKey(data, password)
	switch {
	case errors.Is(err, keystore.ErrDecrypt):
		return nil, ErrWrongPassword
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrKeyFile, err)
	}
	return key.PrivateKey, nil
}

// CreateKey makes a new random key and writes it to keyFile, readable by its owner only. A passwordFile that does not
// exist is made too, with a random password. An existing keyFile is never overwritten: the error is fs.ErrExist.
func CreateKey(keyFile, passwordFile string, options ...KeyOption) (common.Address, error) {
	private, err := crypto.GenerateKey()
	if err != nil {
		return common.Address{}, fmt.Errorf("generate key: %w", err)
	}
	return storeKey(private, keyFile, passwordFile, options)
}

// ImportKey is CreateKey with a key that exists: in reads another keystore, which password opens, or a bare key in 64 hexadecimal
// digits.
func ImportKey(in io.Reader, password PasswordSource, keyFile, passwordFile string, options ...KeyOption) (common.Address, error) {
	data, err := io.ReadAll(io.LimitReader(in, maxFileSize+1))
	if err != nil {
		return common.Address{}, fmt.Errorf("read key: %w", err)
	}
	if len(data) > maxFileSize {
		return common.Address{}, fmt.Errorf("read key: %w: more than %d bytes", ErrKeyFile, maxFileSize)
	}
	private, err := parseKey(bytes.TrimSpace(data), password)
	if err != nil {
		return common.Address{}, fmt.Errorf("import key: %w", err)
	}
	return storeKey(private, keyFile, passwordFile, options)
}

// parseKey reads a key in either form. Errors say nothing of what was read: it may be a secret.
func parseKey(data []byte, password PasswordSource) (*ecdsa.PrivateKey, error) {
	if bare := bytes.TrimPrefix(data, []byte("0x")); len(bare) == 64 {
		if private, err := crypto.HexToECDSA(string(bare)); err == nil {
			return private, nil
		}
	}
	account, err := parseAddress(data)
	if err != nil {
		return nil, fmt.Errorf("%w, nor a key of 64 hexadecimal digits", ErrKeyFile)
	}
	secret, err := password(account)
	if err != nil {
		return nil, err
	}
	return decryptKey(data, secret)
}

func storeKey(private *ecdsa.PrivateKey, keyFile, passwordFile string, options []KeyOption) (common.Address, error) {
	o := keyOptions{scryptN: keystore.StandardScryptN, scryptP: keystore.StandardScryptP}
	for _, option := range options {
		option(&o)
	}
	if _, err := os.Lstat(keyFile); err == nil {
		return common.Address{}, fmt.Errorf("create key file %s: %w", keyFile, fs.ErrExist)
	}
	password, err := readPassword(passwordFile)
	if errors.Is(err, fs.ErrNotExist) {
		password, err = createPassword(passwordFile)
	}
	if err != nil {
		return common.Address{}, err
	}
	key := &keystore.Key{Address: crypto.PubkeyToAddress(private.PublicKey), PrivateKey: private}
	if _, err := rand.Read(key.Id[:]); err != nil {
		return common.Address{}, fmt.Errorf("generate key: %w", err)
	}
	key.Id[6], key.Id[8] = key.Id[6]&0x0f|0x40, key.Id[8]&0x3f|0x80 // RFC 9562: version 4, variant 10
	data, err := keystore.EncryptKey(key, password, o.scryptN, o.scryptP)
	if err != nil {
		return common.Address{}, fmt.Errorf("encrypt key: %w", err)
	}
	if err := createFile(keyFile, append(data, '\n')); err != nil {
		return common.Address{}, fmt.Errorf("create key file: %w", err)
	}
	return key.Address, nil
}

// KeyAddress reads the address that a key file says it is for. Nothing proves it without the password.
func KeyAddress(keyFile string) (common.Address, error) {
	data, err := readFile(keyFile)
	if err != nil {
		return common.Address{}, fmt.Errorf("read key file: %w", err)
	}
	address, err := parseAddress(data)
	if err != nil {
		return common.Address{}, fmt.Errorf("key file %s: %w", keyFile, err)
	}
	return address, nil
}

func parseAddress(data []byte) (common.Address, error) {
	var file struct {
		Address string `json:"address"`
		Version int    `json:"version"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return common.Address{}, fmt.Errorf("%w: %w", ErrKeyFile, err)
	}
	if file.Version != 3 || !common.IsHexAddress(file.Address) {
		return common.Address{}, fmt.Errorf("%w: want version 3 and an address", ErrKeyFile)
	}
	return common.HexToAddress(file.Address), nil
}

func readPassword(passwordFile string) (string, error) {
	data, err := readFile(passwordFile)
	if err != nil {
		return "", fmt.Errorf("read password file: %w", err)
	}
	line, _, _ := bytes.Cut(data, []byte("\n"))
	line = bytes.TrimSuffix(line, []byte("\r"))
	if len(line) == 0 {
		return "", fmt.Errorf("%w: %s", ErrEmptyPassword, passwordFile)
	}
	return string(line), nil
}

func createPassword(passwordFile string) (string, error) {
	var secret [32]byte
	if _, err := rand.Read(secret[:]); err != nil {
		return "", fmt.Errorf("generate password: %w", err)
	}
	password := hex.EncodeToString(secret[:])
	if err := createFile(passwordFile, []byte(password+"\n")); err != nil {
		return "", fmt.Errorf("create password file: %w", err)
	}
	return password, nil
}

func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFileSize+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxFileSize {
		return nil, fmt.Errorf("%s is larger than %d bytes", path, maxFileSize)
	}
	return data, nil
}

// createFile writes a new file for its owner's eyes only, whole or not at all, and syncs it. If path exists the error
// is fs.ErrExist, also when two processes create it at once. Missing directories are made.
func createFile(path string, data []byte) (err error) {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".new-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Link(f.Name(), path)
}
