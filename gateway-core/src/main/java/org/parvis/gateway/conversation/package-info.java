/**
 * Conversations and the messages in them.
 *
 * <p>The inbox opens and continues conversations, the desk answers and moves them; this room holds the words they share, reads
 * conversations for agents and for citizens, and knows nothing of either. A citizen is never shown an internal note.
 */
@NullMarked
package org.parvis.gateway.conversation;

import org.jspecify.annotations.NullMarked;
