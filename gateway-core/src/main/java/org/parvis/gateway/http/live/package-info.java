/**
 * Changes as they happen, to every desk that is open (server-sent events, WHATWG HTML, section 9.2).
 */
@NullMarked
package org.parvis.gateway.http.live;

import org.jspecify.annotations.NullMarked;
