import { useCallback } from 'react';
import { signOut } from '../../api/session.ts';
import { useToast } from '../../design/dialogs/toast.tsx';

/** Signs out, and says it when that failed. */
export function useSignOut(): () => void {
  const toast = useToast();
  return useCallback(() => {
    signOut().catch((error: Error) => toast(error.message));
  }, [toast]);
}
