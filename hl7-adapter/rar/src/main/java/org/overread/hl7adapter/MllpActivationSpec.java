/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ResourceAdapter;
import org.jspecify.annotations.Nullable;

/**
 * What a message-driven bean says when it asks for MLLP messages: nothing. Ports, limits and TLS belong to the node, not
 * to the bean, and are read by the adapter itself ({@link MllpSettings}).
 */
public class MllpActivationSpec implements ActivationSpec {
    private @Nullable ResourceAdapter adapter;

    @Override
    public void validate() {
        // there is nothing to get wrong
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return adapter;
    }

    @Override
    public void setResourceAdapter(@Nullable ResourceAdapter adapter) {
        this.adapter = adapter;
    }
}
