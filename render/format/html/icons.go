package html

// The icons are drawn in the page: it loads no picture, and they take its colours.
const (
	iconSearch markup = `<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M8.5 3a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4.5 4.5"/></svg>`
	iconMenu   markup = `<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5h14M3 10h14M3 15h14"/></svg>`
	iconTheme  markup = `<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14z"/><path class="full" d="M10 3a7 7 0 0 1 0 14z"/></svg>`
	iconCopy   markup = `<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M7 7h9v10H7zM13 7V3H4v10h3"/></svg>`
	iconLink   markup = `<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M8.5 11.5l3-3M7 9l-2 2a2.8 2.8 0 0 0 4 4l2-2M9 7l2-2a2.8 2.8 0 0 1 4 4l-2 2"/></svg>`
	iconChart  markup = `<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M10 2a8 8 0 1 0 0 16 8 8 0 0 0 0-16z"/><path class="full" d="M10 4l1.6 4.4L16 10l-4.4 1.6L10 16l-1.6-4.4L4 10l4.4-1.6z"/></svg>`
)
