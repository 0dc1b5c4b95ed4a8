package edge

import "container/list"

// cache keeps the objects that were used last, within a number of bytes. Its owner guards it.
type cache struct {
	max, size int64
	objects   map[string]*list.Element
	order     *list.List // of *cached, used last first
}

type cached struct {
	uri string
	obj *object
}

// overhead is what an object costs beside its body.
const overhead = 1024

func newCache(limit int64) cache {
	return cache{max: limit, objects: map[string]*list.Element{}, order: list.New()}
}

func (c *cache) get(uri string) *object {
	e, ok := c.objects[uri]
	if !ok {
		return nil
	}
	c.order.MoveToFront(e)
	return e.Value.(*cached).obj
}

func (c *cache) put(uri string, obj *object) {
	if e, ok := c.objects[uri]; ok {
		c.drop(e)
	}
	c.objects[uri] = c.order.PushFront(&cached{uri, obj})
	c.size += int64(len(obj.body)) + overhead
	for c.size > c.max {
		c.drop(c.order.Back())
	}
}

func (c *cache) drop(e *list.Element) {
	v := c.order.Remove(e).(*cached)
	delete(c.objects, v.uri)
	c.size -= int64(len(v.obj.body)) + overhead
}
