package org.parvis.channel.testkit;

/** The contract holds for a channel that listens and sends. */
class PigeonContractTest extends ChannelContract<PigeonPlugin.Configuration> {

    @Override
    protected String type() {
        return "pigeon";
    }

    @Override
    protected Network network() {
        return new Loft("contract");
    }

    @Override
    protected PigeonPlugin.Configuration configuration() {
        return new PigeonPlugin.Configuration("contract", PigeonPlugin.Misconduct.NONE);
    }
}
