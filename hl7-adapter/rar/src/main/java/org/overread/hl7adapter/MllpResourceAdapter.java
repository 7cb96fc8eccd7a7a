/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import static org.overread.hl7adapter.MllpLog.LOG;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * Receives HL7 v2 messages over MLLP and delivers them to the application's message-driven bean. One node has one
 * active bean; a second one would ask for the same ports.
 */
@SuppressWarnings("serial") // never serialised: it holds sockets
public class MllpResourceAdapter implements ResourceAdapter {
    private final transient Supplier<MllpSettings> settings;
    private final transient Map<ActivationSpec, MllpActivation> activations = new ConcurrentHashMap<>();
    private transient @Nullable BootstrapContext context;

    /** For the container. */
    public MllpResourceAdapter() {
        this(MllpSettings::read);
    }

    MllpResourceAdapter(Supplier<MllpSettings> settings) {
        this.settings = settings;
    }

    @Override
    public void start(BootstrapContext context) {
        this.context = context;
    }

    @Override
    public void endpointActivation(MessageEndpointFactory endpoints, ActivationSpec spec) throws ResourceException {
        BootstrapContext started = context;
        if (started == null) {
            throw new IllegalStateException("endpointActivation before start");
        }
        if (!transacted(endpoints)) {
            throw new NotSupportedException(LOG.notTransacted());
        }
        try {
            activations.put(spec, new MllpActivation(started, endpoints, settings.get(), Clock.systemUTC()));
        } catch (IllegalArgumentException e) {
            throw new ResourceException(e.getMessage(), e);
        }
    }

    @Override
    public void endpointDeactivation(MessageEndpointFactory endpoints, ActivationSpec spec) {
        MllpActivation activation = activations.remove(spec);
        if (activation != null) {
            activation.stop();
        }
    }

    @Override
    public void stop() {
        activations.values().forEach(MllpActivation::stop);
        activations.clear();
    }

    /** None: what is not acknowledged is sent again by its sender, so there is nothing to recover here. */
    @Override
    public XAResource[] getXAResources(ActivationSpec[] specs) {
        return new XAResource[0];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    Map<ActivationSpec, MllpActivation> activations() {
        return activations;
    }

    private static boolean transacted(MessageEndpointFactory endpoints) throws ResourceException {
        try {
            return endpoints.isDeliveryTransacted(EndpointDelivery.ON_MESSAGES);
        } catch (NoSuchMethodException e) {
            throw new ResourceException(e.getMessage(), e);
        }
    }
}
