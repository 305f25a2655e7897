package main

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/pflag"
)

// shardLimit is the largest number of shares.
const shardLimit = 10000

// A shard is one share of many of the sites of a run. Which share a site is in depends on its name alone, so that another site moves none. The zero value
// is all of them.
type shard struct{ number, of int }

func shardFlag(flags *pflag.FlagSet) *shard {
	s := &shard{}
	flags.Var(s, "shard", "only this `share` of the sites: 2/6 is the second of six. The name of a site's folder decides its share, so that adding a site moves no other")
	return s
}

// Set takes the value of the flag.
func (s *shard) Set(text string) error {
	first, second, _ := strings.Cut(text, "/")
	number, err := strconv.Atoi(first)
	of, err2 := strconv.Atoi(second)
	switch {
	case err != nil || err2 != nil || strings.ContainsAny(text, "+ "):
		return fmt.Errorf("a share is its number and the number of shares, as 2/6")
	case number == 0 && of > 0:
		return fmt.Errorf("shares are counted from 1 to %d; an index that begins with 0 is one less: $((INDEX + 1))/%d", of, of)
	case of < 1 || of > shardLimit:
		return fmt.Errorf("the number of shares is from 1 to %d", shardLimit)
	case number < 1 || number > of:
		return fmt.Errorf("of %d shares the number is from 1 to %d", of, of)
	}
	*s = shard{number, of}
	return nil
}

func (s *shard) String() string { return "" }

// Type is what the flag takes.
func (s *shard) Type() string { return "share" }

// sites are those of the share.
func (s shard) sites(all []siteFolder) []siteFolder {
	return slices.DeleteFunc(all, func(each siteFolder) bool { return !s.has(each.id) })
}

// has tells whether the site of that name is in the share.
func (s shard) has(id string) bool {
	if s.of == 0 {
		return true
	}
	sum := sha256.Sum256([]byte(id))
	return binary.BigEndian.Uint64(sum[:])%uint64(s.of) == uint64(s.number-1)
}
