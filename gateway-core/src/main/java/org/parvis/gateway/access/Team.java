package org.parvis.gateway.access;

import java.util.UUID;

/** Agents who share conversations. */
public record Team(UUID id, String name) {
}
