package org.parvis.gateway.desk;

import org.parvis.gateway.desk.ConversationChange.Field;

/**
 * What an agent changes about a person.
 *
 * @param version  of the contact that the agent saw
 * @param language an ISO 639 code
 * @param note     for agents alone
 */
public record ContactChange(long version, Field<String> name, Field<String> language, Field<String> note) {
}
