package org.parvis.gateway.access;

/** Whether an agent takes work on: now, not for a while, or not until the next login. */
public enum Availability {
    AVAILABLE, AWAY, OFF
}
