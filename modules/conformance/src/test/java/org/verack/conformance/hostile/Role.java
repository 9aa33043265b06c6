package org.verack.conformance.hostile;

/** On which side of the connection the one is who is attacked. */
enum Role {
  LISTENING,
  DIALING
}
