package outage

import "slices"

// share makes equal lists of hosts one: of a large group the same others answer in many places, and outcomes are kept.
func (o *Outcome) share() {
	known := map[int][][]string{} // by length
	one := func(lists ...*[]string) {
		for _, list := range lists {
			i := slices.IndexFunc(known[len(*list)], func(other []string) bool { return sameList(other, *list) || slices.Equal(other, *list) })
			if i < 0 {
				i = len(known[len(*list)])
				known[len(*list)] = append(known[len(*list)], slices.Clip(*list))
			}
			*list = known[len(*list)][i]
		}
	}
	for i := range o.Missed {
		one(&o.Missed[i].Now, &o.Missed[i].Callers)
	}
	for i := range o.Access {
		one(&o.Access[i].Before, &o.Access[i].Now)
	}
	for i := range o.Calls {
		one(&o.Calls[i].Before, &o.Calls[i].Now)
	}
}
