/**
 * The edge: HTTP in and out. In: requests of browsers, scripts and networks. Out: the REST API of {@code openapi.yaml}, live changes, the desk's
 * files, the routes of channels, health and metrics.
 *
 * <p>Vert.x reads and writes the bytes on its event loops; every request is then answered by straight-line code on a virtual thread, behind the bounds
 * of {@link org.parvis.gateway.http.Limits}. Whatever goes wrong is answered with a problem document (RFC 9457). Nothing here decides what a
 * conversation is or may become: that is asked of the rooms that own it.
 */
@NullMarked
package org.parvis.gateway.http;

import org.jspecify.annotations.NullMarked;
