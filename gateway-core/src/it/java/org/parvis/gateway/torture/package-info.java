/**
 * The torture rig: real nodes, a real database and numbered messages over real channels, while everything that can break is broken. At the end each number is
 * accounted for.
 */
@NullMarked
package org.parvis.gateway.torture;

import org.jspecify.annotations.NullMarked;
