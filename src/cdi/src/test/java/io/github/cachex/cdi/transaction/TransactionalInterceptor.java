// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.transaction;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;
import jakarta.transaction.Transactional;

/** What a server's own does, where that comes in the order of interceptors: a transaction around the method. */
@Interceptor
@Transactional
@Priority(Interceptor.Priority.PLATFORM_BEFORE + 200)
public class TransactionalInterceptor {
    @AroundInvoke
    public Object around(InvocationContext call) throws Exception {
        Jta.manager().begin();
        try {
            return call.proceed();
        } catch (RuntimeException e) {
            Jta.manager().setRollbackOnly();
            throw e;
        } finally {
            if (Jta.manager().getStatus() == Status.STATUS_ACTIVE) {
                Jta.manager().commit();
            } else {
                Jta.manager().rollback();
            }
        }
    }
}
