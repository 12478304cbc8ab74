package org.parvis.channel.phonenotes;

import org.parvis.channel.ChannelContext;
import org.parvis.channel.ChannelPlugin;

/** Notes of telephone calls. */
public final class PhoneNotesPlugin implements ChannelPlugin<PhoneNotesConfiguration> {

    @Override
    public String type() {
        return "phone-notes";
    }

    @Override
    public Class<PhoneNotesConfiguration> configurationType() {
        return PhoneNotesConfiguration.class;
    }

    @Override
    public PhoneNotesChannel open(PhoneNotesConfiguration configuration, ChannelContext context) {
        return new PhoneNotesChannel(configuration, context);
    }
}
