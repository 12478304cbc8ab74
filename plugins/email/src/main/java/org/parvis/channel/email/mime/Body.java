package org.parvis.channel.email.mime;

import java.util.List;
import java.util.Optional;

import org.parvis.channel.Attachment;
import org.parvis.channel.Defect;

/** What was found in a message's MIME tree, within the contract's bounds. */
record Body(String text, Optional<String> html, List<Attachment> attachments, List<Defect> defects) {
}
