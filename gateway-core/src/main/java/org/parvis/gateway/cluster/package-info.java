/**
 * The nodes: who is there, which of them owns which channel, and which agents read or reply on any of them.
 *
 * <p>In: a node's own signs of life, written to the record, and Hazelcast's word that a member has gone, which only makes a take-over prompt. Out:
 * channels gained and lost, each under an epoch that every commit and claim is checked against. Nothing here may be the only copy of anything:
 * ownership is what the record says, whatever a node believes.
 */
@NullMarked
package org.parvis.gateway.cluster;

import org.jspecify.annotations.NullMarked;
