package staging

// doNotBlock has nothing to do: pipes have no place in a folder there.
const doNotBlock = 0
