import { getRouteApi } from '@tanstack/react-router';

export const inspectorRoute = getRouteApi('/signed-in/projects/$projectKey/deliveries/$deliveryId');
