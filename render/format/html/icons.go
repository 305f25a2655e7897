package html

// The icons are signs without a text. The style sheet has their shapes, once for all pages, and gives them the colour of what stands beside them.
const (
	iconSearch markup = `<i class="icon i-search"></i>`
	iconMenu   markup = `<i class="icon i-menu"></i>`
	iconTheme  markup = `<i class="icon i-theme"></i>`
	iconChart  markup = `<i class="icon i-chart"></i>`
)
