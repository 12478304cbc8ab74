/**
 * HTTP in and out: the server, and what it is put together from. In: requests of browsers, scripts and networks. Out: the REST API, live changes, the desk's files, the
 * routes of channels, health and metrics.
 *
 * <p>Vert.x reads and writes the bytes on its event loops; every request is then answered by straight-line code on a virtual thread. The rooms, each using only those
 * before it: {@code wire} is HTTP itself, {@code api} keeps the contract, {@code live} tells changes, {@code operations} serves what the contract promises,
 * {@code pages} the rest. Nothing here decides what a conversation is or may become: that is asked of the rooms that own it.
 */
@NullMarked
package org.parvis.gateway.http;

import org.jspecify.annotations.NullMarked;
