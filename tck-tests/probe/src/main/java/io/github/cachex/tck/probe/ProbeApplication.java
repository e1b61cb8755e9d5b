// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Turns the resource on. A bean, since Helidon looks for beans alone. */
@ApplicationScoped
@ApplicationPath("/")
public class ProbeApplication extends Application {}
