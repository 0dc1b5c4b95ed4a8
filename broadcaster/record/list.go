package record

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"gocloud.dev/blob"
)

// object is something in the store.
type object struct {
	Key  string
	Size int64 // in bytes
}

// list lists what is in the store under a prefix, by key; in a folder also what is half written, under names of another ending.
//
// A folder is walked here, not by its driver: that gives up where a file vanishes before it is looked at, and files do all the time while
// parts are being written, each under another name first.
func (r *Recorder) list(ctx context.Context, prefix string) (objects []object, err error) {
	if r.folder == "" {
		for it := r.bucket.List(&blob.ListOptions{Prefix: prefix}); ; {
			switch o, err := it.Next(ctx); {
			case errors.Is(err, io.EOF):
				return objects, nil
			case err != nil:
				return nil, err
			default:
				objects = append(objects, object{o.Key, o.Size})
			}
		}
	}
	root, _ := path.Split(prefix)
	err = fs.WalkDir(os.DirFS(r.folder), path.Clean(root), func(key string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && strings.HasPrefix(key, prefix) {
			var info fs.FileInfo
			if info, err = entry.Info(); err == nil {
				objects = append(objects, object{key, info.Size()})
			}
		}
		if errors.Is(err, fs.ErrNotExist) {
			return ctx.Err() // it was just deleted, or renamed
		}
		return errors.Join(err, ctx.Err())
	})
	return objects, err
}

// listJSON is list, of what is JSON and not half written.
func (r *Recorder) listJSON(ctx context.Context, prefix string) (objects []object, err error) {
	objects, err = r.list(ctx, prefix)
	return slices.DeleteFunc(objects, func(o object) bool { return path.Ext(o.Key) != ".json" }), err
}

// folders lists the names before the first slash of all keys in the store behind a prefix, which is empty or ends with a slash; in order.
func (r *Recorder) folders(ctx context.Context, prefix string) (names []string, err error) {
	if r.folder != "" {
		entries, err := os.ReadDir(filepath.Join(r.folder, filepath.FromSlash(prefix)))
		for _, e := range entries {
			if e.IsDir() {
				names = append(names, e.Name())
			}
		}
		return names, err
	}
	for it := r.bucket.List(&blob.ListOptions{Prefix: prefix, Delimiter: "/"}); ; {
		switch o, err := it.Next(ctx); {
		case errors.Is(err, io.EOF):
			return names, nil
		case err != nil:
			return nil, err
		case o.IsDir:
			names = append(names, path.Base(o.Key))
		}
	}
}
