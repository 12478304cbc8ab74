/**
 * Parvis, whole: {@link org.parvis.gateway.Gateway} wires the rooms by hand and can be read from top to bottom. Each package below is a room with
 * one purpose; {@code docs/message-path.md} follows a message through them.
 */
@NullMarked
package org.parvis.gateway;

import org.jspecify.annotations.NullMarked;
