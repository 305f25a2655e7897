package spreadsheet

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// mostUnpacked is how large a workbook may be that comes from elsewhere, in bytes.
const mostUnpacked = 64 << 20

// Rows are the cells of the first sheet of a workbook that comes from elsewhere, as they are shown.
func Rows(data []byte) (rows [][]string, err error) {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostUnpacked})
	if err != nil {
		return nil, fmt.Errorf("it is no workbook: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	sheets := f.GetSheetList()
	if len(sheets) == 0 {
		return nil, errors.New("the workbook has no sheet")
	}
	return f.GetRows(sheets[0])
}
