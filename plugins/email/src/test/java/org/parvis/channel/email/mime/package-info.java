/** Tests. */
@NullMarked
package org.parvis.channel.email.mime;

import org.jspecify.annotations.NullMarked;
