/** Tests. */
@NullMarked
package org.parvis.channel.email;

import org.jspecify.annotations.NullMarked;
