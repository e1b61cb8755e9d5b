// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.guards;

import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.InvocationContext;

/** Refuses callers. */
public abstract class Guard {
    /** Lets the call pass, or throws. */
    @AroundInvoke
    public Object check(InvocationContext call) throws Exception {
        Caller.check();
        return call.proceed();
    }
}
