package catalog

import (
	"embed"

	"portolan/model/source"
)

// sharedLists are what all products share.
//
//go:embed destructive.toml protocols.toml systems.toml wellknown.toml infrastructure/topics.toml
var sharedLists embed.FS

// shared is what a file of those says. It is part of the program, and a test reads it, so that it cannot be wrong.
func shared[T any](name string) (list T) {
	if _, ok := source.Thaw(sharedLists, []string{name}, frozen(name), &list); !ok {
		list = readShared[T](name)
	}
	return list
}

func readShared[T any](name string) T {
	data, err := sharedLists.ReadFile(name)
	if err != nil {
		panic(err)
	}
	file, found := source.Parse(name, data)
	if file == nil {
		panic(found)
	}
	list, found := source.Bind[T](file)
	if len(found) > 0 {
		panic(found)
	}
	return list
}
