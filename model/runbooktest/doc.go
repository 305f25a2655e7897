// Package runbooktest runs what runbooks print. It exists for its tests, which hand the commands of compiled runbooks and the files of a plan to
// the programs that they are for, and it holds nothing else.
package runbooktest
