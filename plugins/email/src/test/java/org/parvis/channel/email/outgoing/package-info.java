/** Tests. */
@NullMarked
package org.parvis.channel.email.outgoing;

import org.jspecify.annotations.NullMarked;
