/** Tests. */
@NullMarked
package org.parvis.channel.email.mailbox;

import org.jspecify.annotations.NullMarked;
