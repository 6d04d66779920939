import {
  type IResource,
  LambdaIntegration,
  type Method,
  Resource,
  type RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Duration, Validations } from 'aws-cdk-lib/core';
import { type Access, type Route, routes } from '../functions/routes.ts';
import type { ServiceFunctions } from './service-function.ts';

/** Who may call a method: as its route says, or anybody where there is no route. */
type MethodAccess = Access | 'unmatched';

const reasons: Readonly<Record<MethodAccess, string>> = {
  key: 'Callers hold a key of a usage plan; who owns what is decided by that key, not by a user pool.',
  open: 'Open by design: it tells whether the service is up and how to call it, and is throttled.',
  metrics:
    'The function itself admits the listed source addresses only; the method is throttled to one call a second.',
  unmatched: 'Open by design: it answers paths and methods that do not exist, and touches nothing.',
};

/** The method of every route by the name of the route. */
export type RouteMethods = Readonly<Record<string, Method>>;

/** Adds a method for every route, and sends what no route knows to one function that says so. */
export function addRoutes(api: RestApi, functions: ServiceFunctions): RouteMethods {
  const methods = Object.fromEntries(
    routes.map((route) => [route.name, addRoute(api, route, functions[route.function])]),
  );
  addUnmatched(api, functions.unmatched);
  return methods;
}

/** The HTTP methods that a route answers: a GET answers HEAD as well. */
export function methodsOf({ method }: Route): readonly [string, ...string[]] {
  return method === 'GET' ? ['GET', 'HEAD'] : [method];
}

type Target = ServiceFunctions[keyof ServiceFunctions];

function addRoute(api: RestApi, route: Route, target: Target): Method {
  const resource = api.root.resourceForPath(route.path);
  const [first, ...others] = methodsOf(route);
  for (const name of others) addMethod(resource, name, { target, access: route.access });
  return addMethod(resource, first, { target, access: route.access });
}

/** ANY yields to the methods that a resource has, so it sees exactly those that it has not. */
function addUnmatched(api: RestApi, target: Target): void {
  api.root.addResource('{proxy+}');
  const resources = api.node.findAll().filter((node) => node instanceof Resource);
  for (const resource of [api.root, ...resources])
    addMethod(resource, 'ANY', { target, access: 'unmatched' });
}

function addMethod(
  resource: IResource,
  name: string,
  { target, access }: { readonly target: Target; readonly access: MethodAccess },
): Method {
  // One permission per function instead of one per method: a function's policy ends at 20 KB.
  const integration = new LambdaIntegration(target, {
    scopePermissionToMethod: false,
    timeout: Duration.seconds(29),
  });
  // Nothing but the key admits a caller, so reads need it too, although they then count against the plan.
  const method = resource.addMethod(name, integration, { apiKeyRequired: access === 'key' });
  const reason = reasons[access];
  Validations.of(method).acknowledge(
    { id: 'AwsSolutions-APIG4', reason },
    { id: 'AwsSolutions-COG4', reason },
  );
  return method;
}
