package catalog

import (
	"slices"
	"testing"
)

// TestDestructiveCommands: each kind of the list finds an example, and looks, copies and backups are none.
func TestDestructiveCommands(t *testing.T) {
	destructive := []string{
		`& "C:\pg\bin\dropdb.exe" -h localhost QSR`, `dropuser old`, `drop database "QSR";`, "DROP ROLE IF EXISTS x", `TRUNCATE TABLE apps;`, `truncate apps`, `delete from apps`,
		`ALTER DATABASE "QSR" RENAME TO "QSR_old";`, `& "pg_restore.exe" -h localhost -d QSR "x.tar"`, `pg_restore --clean x.tar`, `pg_restore -c x.tar`, `pg_resetwal -f /data`,
		`SELECT pg_promote();`, `pg_ctl promote -D /data`, `& "pg_ctl.exe" promote -D x`, `Remove-Item -Recurse C:\x`, `remove-smbshare x`, `Clear-Content x`, `Get-ChildItem x | Move-Item -Destination y`,
		`Rename-Item a b`, `msiexec /q /x {1}`, `Uninstall-Package x`, `Format-Volume -DriveLetter D`, `format d:`, `robocopy a b /E /MIR`, `robocopy a b /move`, `rsync -a --delete a b`, `rmdir /s /q x`, `rd /s x`,
		`del /q x`, `erase x`, `cd /; rm -rf x`, `sudo rm x`, `mv a b`, `shred x`, `mkfs.ext4 /dev/sdb`, `lvremove vg/x`, `find /x -name y -delete`, `dd if=/dev/zero of=/dev/sda`,
		`truncate -s 0 x`, `certutil -delstore my x`, `curl -X DELETE https://x`, `Invoke-RestMethod -Method Delete -Uri x`, `docker volume rm x`, `kubectl delete pod x`,
	}
	harmless := []string{
		`pg_restore --list x.dump`, `& "pg_dump.exe" -b -F t -f x QSR`, `psql -c "SELECT count(*) FROM pg_tables"`, `robocopy a b /E /COPY:DAT /R:2 /W:5 /NP /LOG:"x"`, `Get-ChildItem x | Format-Table 'Name'`,
		`Format-List Subject`, `ALTER DATABASE "QSR" OWNER TO "x";`, `SELECT dropped FROM model`, `rsync -a a b`, `Copy-Item a b`, `cp -r /srv/a /srv/b`, `createdb QSR`, `hostname`, `pg_isready -h x`, `ls delta`,
		`docker ps --format '{{.Names}}'`, `Start-Service x`, `Stop-Service x`, `docker run --rm image`, `Get-Content (Join-Path a rmdir.txt)`,
	}
	var c Catalogue
	found := map[string]bool{}
	for _, command := range destructive {
		_, what := c.Destroys(command)
		if what == "" {
			t.Errorf("%s: nothing found", command)
		}
		found[what] = true
	}
	for _, command := range harmless {
		if words, what := c.Destroys(command); what != "" {
			t.Errorf("%s: %s %s", command, words, what)
		}
	}
	for _, m := range commonDestructive().each {
		if !found[m.what] {
			t.Errorf("no example of a command that %s", m.what)
		}
		if !slices.ContainsFunc(destructive, m.pattern.MatchString) {
			t.Errorf("no example for %s", m.pattern)
		}
	}
}
