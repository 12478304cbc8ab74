/** The plugin under test: against a fake server that misbehaves on demand, and against real ones (tag {@code peers}). */
@NullMarked
package org.parvis.channel.mastodon;

import org.jspecify.annotations.NullMarked;
