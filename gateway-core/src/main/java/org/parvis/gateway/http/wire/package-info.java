/**
 * HTTP itself: a request becomes a {@link org.parvis.gateway.http.wire.Call}, an {@link org.parvis.gateway.http.wire.Answer} becomes a response, whatever goes wrong a
 * {@link org.parvis.gateway.http.wire.Problem} (RFC 9457), all of it within the bounds of {@link org.parvis.gateway.http.wire.Limits}. Nothing here knows what Parvis is for.
 */
@NullMarked
package org.parvis.gateway.http.wire;

import org.jspecify.annotations.NullMarked;
