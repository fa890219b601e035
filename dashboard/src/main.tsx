import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './design/tokens.css';
import './design/base.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'urql';
import { createApi } from './api/client.ts';
import { ToastProvider } from './design/dialogs/toast.tsx';
import { createAppRouter } from './routes.tsx';

const root = document.getElementById('app');
if (root === null) throw new Error('index.html has no element #app');

createRoot(root).render(
  <StrictMode>
    <Provider value={createApi()}>
      <ToastProvider>
        <RouterProvider router={createAppRouter()} />
      </ToastProvider>
    </Provider>
  </StrictMode>,
);
